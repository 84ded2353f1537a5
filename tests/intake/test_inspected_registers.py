"""Registers as people keep them, each read with what `inspect_table` proposes and at most one answer."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

import mainland_coop as mc


@attrs.frozen
class Case:
    """A register.

    Attributes:
        name: What it is like.
        text: The file.
        expected: For each record by title, what it states: dates, parties (joined with +), the number of renewals.
        choices: The answers to its questions.
        asked: How many questions there are.
        file: The name of the file.
        encoding: How it is written.
    """

    name: str
    text: str
    expected: dict[str, str]
    choices: tuple[int, ...] = ()
    asked: int = 0
    file: str = "register.csv"
    encoding: str = "utf-8"


def told(pact: mc.Agreement) -> str:
    """What a record states, in one line."""
    ending = pact.ending
    facts = {
        "signed": pact.signed,
        "from": pact.in_force_from,
        "expires": None if pact.expires is mc.End.OPEN else pact.expires,
        "open": "yes" if pact.expires is mc.End.OPEN else None,
        "ended": None if ending is None else ending.last_day,
        "reason": None if ending is None else ending.reason,
        "term": pact.term,
        "tacit": pact.tacit_renewal or None,
        "kind": None if pact.kind in ("agreement", "other") else str(pact.kind).replace(" ", "-"),
        "renewals": len(pact.renewals) or None,
        "members": len(pact.memberships) or None,
        "with": "+".join(pact.parties),
    }
    return " ".join(f"{name}={value}" for name, value in facts.items() if value is not None)


CASES = [
    Case(
        "a list of treaties with months as names",
        "Treaty No.,Title,Parties,Date of signature,Entry into force,Remarks\n"
        "T1,Ferry treaty,Aland; Beland,1 June 1990,15 Jan 1991,\n"
        "T2,Border treaty,Aland; Celand; Deland,March 1992,,protocol pending\n"
        "T3,Air treaty,Beland; Celand,12 December 2001,1 February 2002,\n",
        {
            "Ferry treaty": "signed=1990-06-01 from=1991-01-15 kind=treaty with=Aland+Beland",
            "Border treaty": "signed=1992-03 kind=treaty with=Aland+Celand+Deland",
            "Air treaty": "signed=2001-12-12 from=2002-02-01 kind=treaty with=Beland+Celand",
        },
    ),
    Case(
        "a list of memoranda with no ids, two columns of parties and a title above",
        "List of MoUs of the University,,,,\n"
        "as of 3 March 2020,,,,\n"
        "\n"
        "MoU title,Party A,Party B,Signed on,Valid until\n"
        "Student exchange,Lake University,River University,2011-03-05,2016-03-04\n"
        "Joint research,Lake University,Hill Institute,2012-09-01,N/A\n",
        {
            "Student exchange": "signed=2011-03-05 expires=2016-03-04 kind=memorandum-of-understanding "
            "with=Lake-University+River-University",
            "Joint research": "signed=2012-09-01 kind=memorandum-of-understanding with=Lake-University+Hill-Institute",
        },
    ),
    Case(
        "a register in Traditional Chinese",
        "編號,協議名稱,類別,甲方,乙方,簽署日期,生效日期,屆滿日期,備註\n"
        "A01,法律事務合作安排,安排,律政司,深圳市人民政府,2011年11月25日,2011年12月1日,2016年11月24日,\n"
        "A02,仲裁合作備忘錄,備忘錄,律政司,廣東省司法廳,2014年3月,,長期,待續\n"
        "A03,民商事司法協助協議,協議,律政司,最高人民法院,2006年7月14日,2008年8月1日,無,\n",
        {
            "法律事務合作安排": "signed=2011-11-25 from=2011-12-01 expires=2016-11-24 kind=arrangement"
            " with=律政司+深圳市人民政府",
            "仲裁合作備忘錄": "signed=2014-03 open=yes kind=memorandum-of-understanding with=律政司+廣東省司法廳",
            "民商事司法協助協議": "signed=2006-07-14 from=2008-08-01 with=律政司+最高人民法院",
        },
    ),
    Case(
        "the same in Simplified Chinese and GB 18030, with a mark of its own between parties",
        "序号,合同名称,签约方,签订日期,有效期(年)\n"
        "1,技术合作合同,北京大学、香港大学,2015/03/01,3\n"
        "2,人才培养合同,清华大学、香港中文大学,2016/12/15,5\n",
        {
            "技术合作合同": "signed=2015-03-01 term=P3Y kind=contract with=北京大学+香港大学",
            "人才培养合同": "signed=2016-12-15 term=P5Y kind=contract with=清华大学+香港中文大学",
        },
        encoding="gb18030",
    ),
    Case(
        "a table written in Big5",
        "編號,名稱,簽署方,簽署日期\n1,合作協議第一號,香港;深圳,2001-05-06\n2,關於法律服務的安排,香港;廣州,2003-07\n",
        {
            "合作協議第一號": "signed=2001-05-06 with=香港+深圳",
            "關於法律服務的安排": "signed=2003-07 with=香港+廣州",
        },
        encoding="big5",
    ),
    Case(
        "one row for each party, with who withdrew",
        "treaty_id,treaty,country,date_signed,withdrawal_date\n"
        "L1,Lake pact,Aland,1990-01-05,\n"
        "L1,Lake pact,Beland,1990-01-05,1999-06-30\n"
        "L2,Hill pact,Aland,1995-03,\n"
        "L2,Hill pact,Celand,1995-03,\n",
        {
            "Lake pact": "signed=1990-01-05 kind=treaty members=1 with=Aland+Beland",
            "Hill pact": "signed=1995-03 kind=treaty with=Aland+Celand",
        },
    ),
    Case(
        "two rows of names above the data",
        "No.,Agreement,Parties,,Dates,\n"
        ",,Party A,Party B,Signed,In force\n"
        "1,Water agreement,Aland,Beland,2001-02-03,2001-05\n"
        "2,Gas agreement,Aland,Celand,2004,2005\n",
        {
            "Water agreement": "signed=2001-02-03 from=2001-05 with=Aland+Beland",
            "Gas agreement": "signed=2004 from=2005 with=Aland+Celand",
        },
    ),
    Case(
        "day and month in an order that no cell tells",
        "ID,Title,Parties,Signed\nA,First pact,X; Y,03/04/1996\nB,Second pact,X; Z,05/06/1997\n",
        {"First pact": "signed=1996-04-03 with=X+Y", "Second pact": "signed=1997-06-05 with=X+Z"},
        choices=(0,),
        asked=1,
    ),
    Case(
        "day and month in an order that one cell tells",
        "ID,Title,Parties,Signed\nA,First accord,X; Y,03/04/1996\nB,Second accord,X; Z,25/06/1997\n",
        {"First accord": "signed=1996-04-03 with=X+Y", "Second accord": "signed=1997-06-25 with=X+Z"},
    ),
    Case(
        "semicolons and quotes, in German",
        '"Nr.";"Titel";"Vertragspartner";"Unterzeichnet am";"In Kraft seit";"Laufzeit"\n'
        '"1";"Abkommen über den Verkehr";"Aland; Beland";"31.12.1999";"1.1.2001";"5 Jahre"\n'
        '"2";"Abkommen über Wasser";"Aland; Celand";"14.2.2003";"";"18 Monate"\n',
        {
            "Abkommen über den Verkehr": "signed=1999-12-31 from=2001-01-01 term=P5Y with=Aland+Beland",
            "Abkommen über Wasser": "signed=2003-02-14 term=P18M with=Aland+Celand",
        },
    ),
    Case(
        "the same from a Western program of before Unicode, in French",
        "Numéro;Intitulé;Parties contractantes;Date de signature;Entrée en vigueur\n"
        "1;Accord sur la pêche;Aland, Béland;25/12/1990;01/03/1991\n"
        "2;Accord sur l'énergie;Aland, Céland;03/05/1992;\n",
        {
            "Accord sur la pêche": "signed=1990-12-25 from=1991-03-01 with=Aland+Béland",
            "Accord sur l'énergie": "signed=1992-05-03 with=Aland+Céland",
        },
        encoding="cp1252",
    ),
    Case(
        "year, month and day in columns of their own",
        "stateabb,statename,styear,stmonth,stday,endyear,endmonth,endday\n"
        "ALA,Aland,1816,1,1,1890,12,31\n"
        "BEL,Beland,1904,5,,-9,-9,-9\n",
        {
            "Aland": "signed=[..1816-01-01] from=1816-01-01 expires=1890-12-31 with=Aland",
            "Beland": "signed=[..1904-05] from=1904-05 with=Beland",
        },
    ),
    Case(
        "spells of offices",
        "office,holder,start,end\n"
        "Mayor,Ann Lee,1990-01-01,1994-12-31\n"
        "Mayor,Bo Chan,1995-01-01,1998-06-30\n"
        "Sheriff,Cy Ho,1992-01-01,\n",
        {
            "Mayor": "",  # two records
            "Sheriff": "signed=[..1992-01-01] from=1992-01-01 with=Cy-Ho",
        },
    ),
    Case(
        "spells of states",
        "code,state name,start date,end date\n"
        "ALA,Aland,1816-01-01,1850-12-31\n"
        "ALA,Aland,1871-03-01,1940-05-10\n"
        "BEL,Beland,1830-10-04,9999-12-31\n",
        {
            "Aland": "signed=[..1816-01-01] from=1816-01-01 expires=1850-12-31 renewals=1 with=Aland",
            "Beland": "signed=[..1830-10-04] from=1830-10-04 open=yes with=Beland",
        },
    ),
    Case(
        "contracts with an end and whether they renew themselves",
        "Contract ID,Contract title,Supplier,Start date,End date,Auto-renew\n"
        "C-1,Cleaning,Acme,2020-01-01,2022-12-31,Y\n"
        "C-2,Printing,Bolt,2021-06-01,2022-05-31,N\n",
        {
            "Cleaning": "signed=[..2020-01-01] from=2020-01-01 expires=2022-12-31 tacit=True kind=contract with=Acme",
            "Printing": "signed=[..2021-06-01] from=2021-06-01 expires=2022-05-31 kind=contract with=Bolt",
        },
    ),
    Case(
        "treaties of which some were terminated",
        "Ref,Treaty,Partner,Signed,In force,Terminated\n"
        "1,Extradition treaty,Aland,1960-05-04,1961-01-01,1999-06-30\n"
        "2,Legal aid treaty,Beland,1970,1971-02,\n",
        {
            "Extradition treaty": "signed=1960-05-04 from=1961-01-01 ended=1999-06-30 reason=terminated kind=treaty"
            " with=Aland",
            "Legal aid treaty": "signed=1970 from=1971-02 kind=treaty with=Beland",
        },
    ),
    Case(
        "a table of free trade agreements with codes, years and NA",
        '"number";"name";"entry_type";"year";"entryforceyear";"c1";"c2";"c3"\n'
        '"1";"Aland Beland FTA";"base treaty";1990;1991;4;356;NA\n'
        '"2";"Three lands";"protocol";2001;NA;4;8;12\n',
        {
            "Aland Beland FTA": "signed=1990 from=1991 kind=treaty with=4+356",
            "Three lands": "signed=2001 kind=protocol with=4+8+12",
        },
    ),
    Case(
        "dates of a service, and a far day for no end",
        "id,title,parties,signed,end\n"
        "1,Sun pact,North|South,2014-03-10T00:00:00Z,9999-12-31T00:00:00Z\n"
        "2,Moon pact,North|East,2015-04-11T00:00:00Z,2020-04-10T00:00:00Z\n",
        {
            "Sun pact": "signed=2014-03-10 open=yes with=North+South",
            "Moon pact": "signed=2015-04-11 expires=2020-04-10 with=North+East",
        },
    ),
    Case(
        "parts of dates that are zero",
        "id,treaty,parties,signed\n"
        "1,Old treaty,A; B,1988-00-00\n"
        "2,Newer treaty,A; C,1990-07-00\n"
        "3,Last treaty,A; D,2001-05-06\n",
        {
            "Old treaty": "signed=1988 kind=treaty with=A+B",
            "Newer treaty": "signed=1990-07 kind=treaty with=A+C",
            "Last treaty": "signed=2001-05-06 kind=treaty with=A+D",
        },
    ),
    Case(
        "years of two digits",
        "Id,Agreement,Parties,Signed\nx1,Trade agreement,A; B,8/25/60\nx2,Tax agreement,A; C,5/28/40\n",
        {"Trade agreement": "signed=1960-08-25 with=A+B", "Tax agreement": "signed=1940-05-28 with=A+C"},
        choices=(0,),
        asked=1,
    ),
    Case(
        "compact days and months",
        "GENG.ID,Title,Members,DocSign,DocForce\n"
        "M-1,Basin convention,A; B,19740305,197601\n"
        "M-2,Bird convention,A; C,19991231,200002\n",
        {
            "Basin convention": "signed=1974-03-05 from=1976-01 kind=convention with=A+B",
            "Bird convention": "signed=1999-12-31 from=2000-02 kind=convention with=A+C",
        },
    ),
    Case(
        "court decisions of which nothing says who is bound",
        "Case no.,Title,Type,Date,Court\nHC-1,Arrangement on service,Arrangement,1999-03-30,High Court\n"
        "HC-2,Arrangement on awards,Arrangement,1999-06-21,High Court\n",
        {
            "Arrangement on service": "signed=1999-03-30 kind=arrangement with=not-stated",
            "Arrangement on awards": "signed=1999-06-21 kind=arrangement with=not-stated",
        },
    ),
    Case(
        "terms in words, blank rows, spaces",
        "No,Name,Between,Signed,Duration\n"
        "1,Port pact , A; B,2001-01-31,five years\n"
        ",,,,\n"
        "2,Rail pact,A; C,2002-02-28,18 Months\n",
        {"Port pact": "signed=2001-01-31 term=P5Y with=A+B", "Rail pact": "signed=2002-02-28 term=P18M with=A+C"},
    ),
    Case(
        "tabs in UTF-16, as a spreadsheet program writes text",
        "No.\tTreaty\tParties\tSigned\tStatus\n1\tNorth treaty\tÅland; Beland\t2011-03\tin force\n"
        "2\tSouth treaty\tCeland; Deland\t2012-05-06\tterminated\n",
        {
            "North treaty": "signed=2011-03 kind=treaty with=Åland+Beland",
            "South treaty": "signed=2012-05-06 kind=treaty with=Celand+Deland",
        },
        file="register.txt",
        encoding="utf-16",
    ),
    Case(
        "terms in Chinese words, and when a memorandum is dated",
        "序號,文件名稱,簽署單位,Date of MoU,有效期,狀態\n1,合作備忘錄,香港、廣州,2010年4月7日,五年,已失效\n"
        "2,諒解備忘錄,香港、深圳,2004年6月,長期,生效\n",
        {
            "合作備忘錄": "signed=2010-04-07 term=P5Y with=香港+廣州",
            "諒解備忘錄": "signed=2004-06 with=香港+深圳",
        },
    ),
    Case(
        "entries into force alone, and names that have commas",
        'id,treaty,parties,entry into force\n1,Sea treaty,"Korea, Republic of",1965-12-18\n2,Sky treaty,Chad,1970-01\n',
        {
            "Sea treaty": "signed=[..1965-12-18] from=1965-12-18 kind=treaty with=Korea,-Republic-of",
            "Sky treaty": "signed=[..1970-01] from=1970-01 kind=treaty with=Chad",
        },
        choices=(1,),
        asked=1,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_register_is_read_as_it_is_proposed(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.file
    path.write_bytes(case.text.encode(case.encoding))
    found = mc.inspect_table(path)
    assert len(found.undecided) == case.asked, found.undecided
    assert "on_error" not in found.arguments
    arguments = found.decided(*case.choices).arguments
    intake = mc.read_table(path, **arguments)
    records = {pact.title.text: told(pact) for pact in intake.registry.agreements}
    assert {title: told for title, told in records.items() if case.expected.get(title) != ""} == {
        title: told for title, told in case.expected.items() if told
    }
