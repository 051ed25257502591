"""Boxes of the page: they judge as the package does, help, and remember."""

import json
import warnings

from typed_answers import given_answers

CASES = 5000


def test_the_page_judges_as_the_package_does(opened):
    cases, said = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # said of odd answers
        for it, told, text in given_answers(CASES):
            verdict = it.judge(text)
            cases.append(
                [{name: told[name] for name in ("kind", "right", "mistakes", "then")}, text]
            )
            said.append([verdict.status, verdict.says])
    with opened("index.html") as page:
        page.wait_for_function("() => Boolean(globalThis.mathdlBook?.judge)")
        heard = page.evaluate(
            """cases => cases.map(([posed, text]) => {
                const { status, says } = mathdlBook.judge(posed, text);
                return [status, says];
            })""",
            cases,
        )
    differ = [
        (case[1], ours, theirs) for case, ours, theirs in zip(cases, said, heard) if ours != theirs
    ]
    assert differ == []
    assert {status for status, _ in said} == {
        "right",
        "mistake",
        "wrong",
        "unreadable",
        "unanswered",
    }


def test_an_exercise_answers_back(opened):
    with opened("03_chain_rule.html") as page:
        box = page.locator('[data-ask="3.1"]')
        verdict = box.locator(".mathdl-verdict")
        line = box.locator("input")
        line.fill("2*0.82")
        line.press("Enter")
        assert verdict.inner_text() == (
            "2·0.82 is 1.64. Not yet. That is the rise. A slope is the rise divided by h."
        )
        for rung in (1, 2):
            box.get_by_role("button", name="Hint").click()
            assert f"Hint {rung} of 3." in box.locator(".mathdl-help").inner_text()
        line.fill("8,2")
        box.get_by_role("button", name="Check").click()
        assert verdict.get_attribute("data-status") == "right"
        box.get_by_role("button", name="Other numbers").click()
        assert "sheet monday" in box.inner_text()
        page.reload()
        assert "solved this one before" in verdict.inner_text()


def test_code_is_asked_for_in_jupyterlab(opened):
    with opened("03_chain_rule.html") as page:
        box = page.locator('[data-ask="3.4"]')
        assert "open the chapter in JupyterLab" in box.inner_text()
        box.get_by_role("button", name="Answer").click()
        assert "Worked." in box.locator(".mathdl-help").inner_text()


def test_what_was_done_is_kept_shown_saved_and_forgotten(opened, tmp_path):
    with opened("03_chain_rule.html") as page:
        box = page.locator('[data-predict="3.2"]')
        keep = box.get_by_role("button", name="Keep my prediction")
        keep.click()
        assert "Choose one" in box.locator(".mathdl-verdict").inner_text()
        box.locator("input[type=radio]").first.check()
        keep.click()
        assert "Kept: section 5.5" in box.locator(".mathdl-verdict").inner_text()
        page.locator('[data-ask="3.1"] input').fill("8.2")
        page.locator('[data-ask="3.1"]').get_by_role("button", name="Check").click()
        page.goto(page.url.replace("03_chain_rule", "index"))
        progress = page.locator(".mathdl-progress")
        assert "next: 3.2" in progress.inner_text()
        with page.expect_download() as download:
            progress.get_by_role("button", name="Save to a file").click()
        download.value.save_as(tmp_path / "kept.json")
        kept = json.loads((tmp_path / "kept.json").read_text("utf-8"))
        assert kept["solved"] == ["3.1"]
        assert kept["predictions"].keys() == {"3.2"}
        page.on("dialog", lambda dialog: dialog.accept())
        progress.get_by_role("button", name="Forget").click()
        assert "next: 1.1" in progress.inner_text()
