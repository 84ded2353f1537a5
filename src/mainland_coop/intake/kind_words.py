"""What registers call kinds of instruments, in several languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mainland_coop.foundation.vocabularies import AgreementKind
from mainland_coop.intake.header_words import words_of

_KIND_WORDS: Sequence[tuple[str, AgreementKind]] = (
    ("supplemental arrangement|補充安排|补充安排", AgreementKind.SUPPLEMENTAL_ARRANGEMENT),
    ("framework arrangement|框架安排", AgreementKind.FRAMEWORK_ARRANGEMENT),
    ("framework agreement|框架協議|框架协议", AgreementKind.FRAMEWORK_AGREEMENT),
    (
        "memorandum of co-operation|memorandum of cooperation|moc|合作備忘錄|合作备忘录",
        AgreementKind.MEMORANDUM_OF_CO_OPERATION,
    ),
    ("memorandum of understanding|memoranda of understanding|mou|m.o.u.", AgreementKind.MEMORANDUM_OF_UNDERSTANDING),
    ("諒解備忘錄|谅解备忘录|備忘錄|备忘录", AgreementKind.MEMORANDUM_OF_UNDERSTANDING),
    ("memorandum|absichtserklärung|mémorandum|memorando", AgreementKind.MEMORANDUM_OF_UNDERSTANDING),
    ("record of meeting|會議紀要|会议纪要", AgreementKind.RECORD_OF_MEETING),
    ("minutes|紀要|纪要", AgreementKind.MINUTES),
    ("letter of intent|loi|意向書|意向书", AgreementKind.LETTER_OF_INTENT),
    (
        "exchange of letters|exchange of notes|換文|换文|notenwechsel|briefwechsel|échange de lettres|échange de notes",
        AgreementKind.EXCHANGE_OF_LETTERS,
    ),
    ("amendment agreement|amendment|amending|修訂|修订", AgreementKind.AMENDMENT_AGREEMENT),
    ("protocol|議定書|议定书|protokoll|protocole|protocolo", AgreementKind.PROTOCOL),
    ("supplement|supplementary|補充|补充", AgreementKind.SUPPLEMENT),
    ("joint declaration|聯合宣言|联合宣言", AgreementKind.JOINT_DECLARATION),
    ("joint statement|聯合聲明|联合声明", AgreementKind.JOINT_STATEMENT),
    ("work plan|工作計劃|工作计划", AgreementKind.WORK_PLAN),
    ("action plan|行動計劃|行动计划", AgreementKind.ACTION_PLAN),
    ("convention|公約|公约|übereinkommen|convenio|convención", AgreementKind.CONVENTION),
    ("treaty|條約|条约|bit|staatsvertrag|traité|tratado", AgreementKind.TREATY),
    ("arrangement|安排|vereinbarung|arreglo", AgreementKind.ARRANGEMENT),
    (
        "contract|lease|licence|license|tender|purchase order|合同|合約|合约|契約|租約|vertrag|contrat|contrato",
        AgreementKind.CONTRACT,
    ),
    (
        "agreement|agreements|fta|pta|rta|cepa|協議|协议|協定|协定|abkommen|accord|acuerdo|cooperation agreement",
        AgreementKind.AGREEMENT,
    ),
    ("decision|決定|决定", AgreementKind.DECISION),
    ("rules|規則|规则", AgreementKind.RULES),
)


@lru_cache(maxsize=1 << 14)
def kind_meant(text: str) -> AgreementKind | None:
    """Return the kind that words name, the most particular first; None if they name none.

    Example:
        >>> str(kind_meant("MoU")), str(kind_meant("Bilateral Free Trade Agreement")), kind_meant("Bilateral")
        ('memorandum of understanding', 'agreement', None)
    """
    folded = text.strip().casefold()
    words = f" {words_of(folded)} "
    for kind in AgreementKind:
        if folded == str(kind):
            return kind
    for phrases, kind in _KIND_WORDS:
        for phrase in phrases.split("|"):
            sought = words_of(phrase)
            if (sought if sought[0] >= "\u2e80" else f" {sought} ") in words:
                return kind
    return None
