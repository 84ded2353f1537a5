"""What the names of columns say: the words by which registers call the fields, in several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[\W_]+")

_SURE, _LIKELY, _MAYBE = 3, 2, 1

# Each word or phrase is looked for at the beginnings of words; `=` before it: it is the whole name; `$`: a whole word.
# Of `parties`, lists of them; columns that name one party each are `_SIDES`.
_WORDS: Mapping[str, Mapping[int, str]] = {
    "id": {
        _SURE: (
            "=id|=no|=nr|=number|=ref|=reference|=code|=key|=identifier|reference no|ref no|treaty no|treaty id|"
            "agreement id|agreement no|contract no|contract id|serial no|registration no|file no|case no|"
            "document id|entry id|record id|unique id|編號|编号|序號|序号|檔號|档号|案號|案号|合同號|合同号|"
            "条约号|條約號|nummer|numéro|=n|=lfd nr|aktenzeichen|número|=num|=#"
        ),
        _LIKELY: "id$|identifier$|number$|no$|nr$|ref$|reference$",
        _MAYBE: "code$",
    },
    "title": {
        _SURE: (
            "=title|=titles|=name|=treaty|=agreement|=instrument|=mou|=contract|=convention|=arrangement|"
            "=document|=office|=post|=position|=pact|=leader|=documents|=deal|title of|name of|nombre del|nom d|"
            "nom de|titre d|name de|titel de|titulo del|treaty name|agreement name|treaty title|agreement title|"
            "document name|document title|contract title|contract name|short title|full title|instrument name|"
            "common name|trade agreement|english title|title en|title in english|名稱|名称|標題|标题|題目|题目|"
            "文件名|協議$|协议$|協定$|协定$|條約$|条约$|合同$|項目$|项目$|備忘錄$|备忘录$|titel|bezeichnung|"
            "=abkommen|=vertrag|intitulé|=titre|=accord|=traité|título|=nombre|=acuerdo|=tratado"
        ),
        _LIKELY: "title|name$|label$|treaty$|agreement$|instrument$|office$|=nom",
        _MAYBE: "subject$|description$|purpose$|object$|about$|内容|內容|betreff|objet|objeto|leader",
    },
    "kind": {
        _SURE: (
            "=type|=kind|=category|=nature|=form|instrument type|agreement type|treaty type|doc type|"
            "document type|type of|kind of|nature of|form of|contract type|type agree|類別|类别|類型|类型|種類|"
            "种类|性質|性质|=typ|=art|vertragsart|=forme|=tipo|=nature|naturaleza|nature d|type d|tipo de"
        ),
        _LIKELY: "type$|kind$|category$|=format",
    },
    "signed": {
        _SURE: (
            "signed on|signed date|date signed|date of sign|signature date|signing date|date signature|=signed|"
            "=signature|=signing|doc sign|datesigned|sign date|date of conclusion|conclusion date|=concluded|"
            "=conclusion|date concluded|award date|date of award|execution date|簽署日|簽署時|簽訂日|簽訂時|"
            "签署日|签署时|签订日|签订时|簽約|签约|=簽署|=签署|=簽訂|=签订|訂立|订立|unterzeichn|unterschrift|"
            "abgeschlossen|abschlussdatum|signé|date de signature|date de conclusion|fecha de firma|"
            "fecha de suscripción|=firma|=firmado"
        ),
        _LIKELY: (
            "sign date|sign year|signature year|year signed|year of sign|year of signature|signed|signature|"
            "doc date|date of mou|mou date|date of treaty|date of contract|date of instrument|date of convention|"
            "document date|instrument date|adoption|adopted|concluded|conclusion|date of agreement|"
            "agreement date|treaty date|contract date|簽署|签署|簽訂|签订|通過日|通过日|=date|=dated|=year|=datum|"
            "=fecha|=jahr|=année|=año|=日期|=年份|=年"
        ),
        _MAYBE: "=時間|=时间|=when|date$|year$|=date of",
    },
    "in_force_from": {
        _SURE: (
            "entry into force|entry in force|entered into force|enter into force|date in force|in force from|"
            "in force since|inforce|doc force|entryforce|effective date|date effective|effective from|=effective|"
            "=force|in force date|commencement|=commenced|valid from|validity from|=in force|=eif|"
            "coming into force|came into force|生效|開始日|开始日|起始日|=起|實施日|实施日|任職|inkrafttreten|"
            "in kraft|gültig ab|beginn|=von|=ab|entrée en vigueur|en vigueur|date de début|=début|"
            "entrada en vigor|fecha de inicio|=inicio|vigencia desde"
        ),
        _LIKELY: (
            "entry into|force$|effective|start|begin|in force|=beg|beg date|=from|=since|independence|ind date|"
            "=established|=founded|=taking office|took office|from date|開始|开始"
        ),
        _MAYBE: "from$|since$|beg$|inforce|期間起",
    },
    "expires": {
        _SURE: (
            "expiry|expires|expiration|expired on|date of expiry|end date|date of end|=end|=ends|=until|=till|=to|"
            "valid until|valid to|valid through|validity to|validuntil|doc end|=ended|term end|end of term|"
            "=left office|屆滿|届满|到期|期滿|期满|結束日|结束日|失效|有效期至|有效至|=止|終止日|终止日|離任|离任|"
            "ablauf|gültig bis|laufzeitende|=ende|=bis|échéance|date de fin|=fin|fecha de fin|vencimiento|"
            "vigencia hasta"
        ),
        _LIKELY: "end$|until$|completion date|結束|结束|expire",
        _MAYBE: "end |to$|=term|termination",
    },
    "ending.last_day": {
        _SURE: (
            "terminated on|date of termination|termination date|=terminated|=termination|date terminated|"
            "denounced|denunciation|cancelled|canceled|repealed|abrogated|=withdrawn|date of withdrawal|"
            "withdrawal date|=lapsed|終止|终止|廢止|废止|解除|gekündigt|kündigung|außer kraft|dénonc|résili|abrog|"
            "terminación|denuncia"
        ),
        _LIKELY: "terminat|withdraw",
    },
    "term": {
        _SURE: (
            "=term|=duration|=validity|=length|term years|term months|term in|duration in|duration years|"
            "duration months|period of validity|validity period|initial term|contract term|contract length|"
            "length of|有效期|期限|年期|為期|为期|=laufzeit|=dauer|laufzeit in|=durée|durée|=duración|plazo"
        ),
        _LIKELY: "duration|term$|years$|months$|=period|validity",
    },
    "tacit_renewal": {
        _SURE: (
            "auto renew|automatic renew|automatically renew|autorenew|tacit|auto extension|automatic extension|"
            "自動續|自动续|自動延|自动延|verlängert sich|automatische verlängerung|tacite reconduction|"
            "reconduction|renovación automática|prórroga automática"
        ),
    },
    "notice": {
        _SURE: (
            "notice period|period of notice|=notice|notice months|notice days|通知期|kündigungsfrist|préavis|preaviso"
        ),
    },
    "renews": {
        _SURE: (
            "=renews|renewal of|=previous|=predecessor|renews no|renews id|previous id|續簽自|续签自|renouvelle|"
            "verlängert$"
        ),
    },
    "ending.by": {
        _SURE: "superseded by|replaced by|succeeded by|terminated by|被取代|取代者|ersetzt durch|remplacé par",
    },
    "amends": {
        _SURE: "=amends|amendment to|amendment of|amends no|amends treaty|修訂對象|modifie|ändert",
    },
    "place": {
        _SURE: (
            "=place|=location|=venue|=city|place of sign|place signed|signed at|signed in|place of conclusion|"
            "location signed|adopt place|signing place|adopted in|地點|地点|簽署地|签署地|簽訂地|签订地|=ort|"
            "=lieu|=lugar|unterzeichnungsort|lieu de signature|lugar de|lieu d"
        ),
    },
    "note": {
        _SURE: (
            "=note|=notes|=remark|=remarks|=comment|=comments|=observations|備註|备注|說明|说明|附註|附注|"
            "bemerkung|anmerkung|remarque|observaciones|additional comments"
        ),
    },
    "parties": {
        _SURE: (
            "=parties|=between|=signatories|=members|=membership|=countries|=states|=partners|contracting parties|"
            "states parties|member states|member countries|parties to|=participants|=contracting states|"
            "signatory countries|締約方|缔约方|締約國|缔约国|當事方|当事方|簽署方|签署方|簽約方|签约方|合作方|"
            "各方|參與方|参与方|成員|成员|estados organismos|vertragsparteien|vertragspartner|parteien|=länder|"
            "=staaten|parties contractantes|=pays|états|=partes|países"
        ),
    },
}
# Each of them names one party, so that several together are the parties.
_SIDES: Mapping[int, str] = {
    _SURE: (
        "party|=country|country name|state name|=state|partner|counterpart|=with|contractor|supplier|vendor|"
        "=client|=customer|=buyer|=seller|=lessor|=lessee|=tenant|=landlord|=company|=university|=institution|"
        "=organisation|=organization|=jurisdiction|signatory|=other side|hong kong side|mainland side|=holder|"
        "=person|=incumbent|rival|=member|member state|member name|=ally|=economy|economy name|=counterpart|"
        "other party|side 1|side 2|side a|side b|statename|statenme|countryname|=leader|awarded to|甲方|乙方|丙方|"
        "對方|对方|港方|內地方|内地方|粵方|国家|國家|地區|地区|單位|单位|機構|机构|供應商|供应商|承辦商|承办商|"
        "partei|=land|=staat|partenaire|=pays|=état|cocontractant|=país|contraparte|proveedor|contratista|entidad"
    ),
    _LIKELY: "country|state$|member|nation|side$|organi|economy",
    _MAYBE: "ccode|country code|state code|stateid|state id|state abb|stateabb|=c",
}
_NO_PARTY = re.compile(r"\b(number|n|no|count|how many|type|date|year|signature|force|withdrawal|rat|ratification)\b")
_IN_CHINESE = re.compile(r"chinese|中文|漢語|chinesisch|\bzh\b|\bchi\b|\bcn\b")
_OF_OTHERS = re.compile(  # dates of something else than the instrument
    r"birth|born|death|died|publi|checked|updat|modif|retriev|search|verif|coded|created|entered on|registered|"
    r"registration|ratif|deposit|notif|consolidat|approval|approved|gazett|announce|update|更新|公布|批准|登記|登记"
)
_INDEX = re.compile(r"\s*(?:\b(?:[a-f]|[xyz]|i{1,3}|iv|one|two|three|first|second|third|1st|2nd|3rd)|\d+)$")


def words_of(name: str) -> str:
    """Return the words of a column's name, small and with single spaces.

    Example:
        >>> words_of("Date.of.Signature"), words_of("DocValidUntil"), words_of("簽署日期")
        ('date of signature', 'doc valid until', '簽署日期')
    """
    text = _folded(unicodedata.normalize("NFKC", name).replace("MoU", "MOU"))
    return _NO_WORD.sub(" ", _CAMEL.sub(" ", text)).strip().casefold() or name.strip()


def _folded(text: str) -> str:
    """Return a text without the accents of Latin letters, which names of columns often lack."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not "\u0300" <= part <= "\u036f"))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_way, words.split("|"))))


def _way(word: str) -> str:
    text = re.escape(_folded(word.strip("=$")))
    if word.startswith("="):
        return f"^{text}$"
    begin = "" if word[0] >= "\u2e80" else r"\b"  # Chinese has no spaces between words
    return f"{begin}{text}$" if word.endswith("$") else f"{begin}{text}"


def fields_called(words: str) -> dict[str, int]:
    """Return the fields that a column of such words may be, each with how sure that is, from 3 down to 1.

    Example:
        >>> fields_called("date of signature"), fields_called("party a")
        ({'signed': 3}, {'side': 3})
    """
    found: dict[str, int] = {}
    for field, by_weight in _WORDS.items():
        for weight, alternatives in by_weight.items():
            if _pattern(alternatives).search(words):
                found[field] = max(weight, found.get(field, 0))
                break
    for weight, alternatives in _SIDES.items():
        if _pattern(alternatives).search(words) or _pattern(alternatives).search(stem_of(words)):
            found["side"] = weight
            break
    if _NO_PARTY.search(words):
        found.pop("parties", None)
        found.pop("side", None)
    if _OF_OTHERS.search(words):
        for field in ("signed", "in_force_from", "expires", "ending.last_day"):
            found.pop(field, None)
    return found


def stem_of(words: str) -> str:
    """Return the words of a column without a number or letter at their end, as of the second of two parties.

    Example:
        >>> stem_of("party a"), stem_of("c17"), stem_of("country x")
        ('party', 'c', 'country')
    """
    return _INDEX.sub("", words).strip() or words


def in_chinese(words: str) -> bool:
    """Return whether a column of such words has names in Chinese."""
    return bool(_IN_CHINESE.search(words))


def known(words: str) -> bool:
    """Return whether a column of such words has a name that registers use."""
    return any(weight > _MAYBE for weight in fields_called(words).values())


_PART = {
    "year": re.compile(r"(?:year|yr|jahr|année|año|年)|(?<![a-z])y$"),
    "month": re.compile(r"(?:month|mon|mth|monat|mois|mes|月)|(?<![a-z])m$"),
    "day": re.compile(r"(?:day|tag|jour|día|日)|(?<![a-z])d$"),
}


def date_part(words: str) -> tuple[str, str] | None:
    """Return which part of a date a column is by its words, and what the others share with it.

    Example:
        >>> date_part("styear"), date_part("end month"), date_part("title")
        (('year', 'st'), ('month', 'end'), None)
    """
    for part, pattern in _PART.items():
        if match := pattern.search(words):
            return part, " ".join((words[: match.start()] + " " + words[match.end() :]).split())
    return None
