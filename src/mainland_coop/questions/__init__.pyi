"""What the registry asks, and what it is answered, each with its home."""

from mainland_coop.questions.changes import Changes as Changes, changes_between as changes_between
from mainland_coop.questions.events import (
    EventIndex as EventIndex,
    Expiry as Expiry,
    RecordGap as RecordGap,
    all_gaps as all_gaps,
    expiring_in as expiring_in,
)
from mainland_coop.questions.graphs import instrument_graph as instrument_graph, party_graph as party_graph
from mainland_coop.questions.occurrences import Event as Event
from mainland_coop.questions.people import (
    PersonRole as PersonRole,
    people_called as people_called,
    people_of as people_of,
)
from mainland_coop.questions.relations import (
    Counterpart as Counterpart,
    Family as Family,
    Lineage as Lineage,
    between as between,
    bound_on as bound_on,
    counterparts_of as counterparts_of,
    family_of as family_of,
    lineage_of as lineage_of,
    parties_of as parties_of,
    signed_at as signed_at,
    successors_of as successors_of,
)
from mainland_coop.questions.review import (
    ReviewItem as ReviewItem,
    ReviewReason as ReviewReason,
    to_review as to_review,
)
from mainland_coop.questions.standing_counts import (
    StandingCounts as StandingCounts,
    Unit as Unit,
    standings_by as standings_by,
)
