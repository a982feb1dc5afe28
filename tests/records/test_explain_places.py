"""How an event's place came to be, as it is explained."""

from gestae.pipeline import Coder


def test_what_else_a_place_may_be_is_told(coder: Coder) -> None:
    (trace,) = coder.explain("Envoys of France and Spain met in Geneva.", "e1").traces
    steps = [(step.stage, step.found) for step in trace.steps]
    at = next(i for i, (stage, outcome) in enumerate(steps) if stage == "place" and outcome.startswith("Geneva, CHE"))
    assert steps[at + 1][0] == "candidate"
    assert "CHE (city): 0." in steps[at + 1][1]
    assert any(stage == "candidate" and "USA (city)" in outcome for stage, outcome in steps)
