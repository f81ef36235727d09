"""What those who track offenders over an area ask for: register, contacts, cohorts; a service each, made when used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.office import Office

if TYPE_CHECKING:
    from db.reports.cohort_figures import CohortFigureService
    from db.reports.performance import PerformanceService
    from db.schemes.actions import ActionService
    from db.schemes.arrests import ArrestService
    from db.schemes.cohorts import CohortService
    from db.schemes.contacts import ContactService
    from db.schemes.register import RegisterService
    from db.schemes.registering import RegisteringService
    from db.search.saving import SavedService
    from db.search.service import SearchService


class Tracking(Office):
    """The part of the desk for police, probation and partners; services import their tables when first used."""

    @cached_property
    def register(self) -> RegisterService:
        """The register of prolific offenders, by area and by person."""
        from db.schemes.register import RegisterService

        return RegisterService(self.units, self.actor)

    @cached_property
    def saved(self) -> SavedService:
        """Power searches that are kept."""
        from db.search.saving import SavedService

        return SavedService(self.units, self.actor)

    @cached_property
    def search(self) -> SearchService:
        """Power searches of a whole area."""
        from db.search.service import SearchService

        return SearchService(self.units, self.actor)

    @cached_property
    def cohorts(self) -> CohortService:
        """Cohorts of local area agreements."""
        from db.schemes.cohorts import CohortService

        return CohortService(self.units, self.actor)

    @cached_property
    def cohort_figures(self) -> CohortFigureService:
        """What the convictions of a cohort come to."""
        from db.reports.cohort_figures import CohortFigureService

        return CohortFigureService(self.units, self.actor)

    @cached_property
    def performance(self) -> PerformanceService:
        """An area's scheme beside others."""
        from db.reports.performance import PerformanceService

        return PerformanceService(self.units, self.actor)

    @cached_property
    def arrests(self) -> ArrestService:
        """Arrests, charges and outcomes of registered people."""
        from db.schemes.arrests import ArrestService

        return ArrestService(self.units, self.actor)

    @cached_property
    def actions(self) -> ActionService:
        """What each agency does about a registered person, and by when."""
        from db.schemes.actions import ActionService

        return ActionService(self.units, self.actor)

    @cached_property
    def contacts(self) -> ContactService:
        """Whom to call."""
        from db.schemes.contacts import ContactService

        return ContactService(self.units, self.actor)

    @cached_property
    def registering(self) -> RegisteringService:
        """Prolific offenders registered, reviewed, deregistered."""
        from db.schemes.registering import RegisteringService

        return RegisteringService(self.units, self.actor)
