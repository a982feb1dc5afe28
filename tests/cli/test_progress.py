"""How many documents are expected, where that is known before they are read."""

import zipfile
from pathlib import Path

from rich.progress import ProgressColumn

from gestae.cli.progress import bar, total_of


def filled(folder: Path) -> Path:
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / ".hidden.txt").write_text("a")
    (folder / "deep" / "b.HTML").write_text("b")
    (folder / "deep" / "c.jsonl").write_text("{}\n\n{}\n")
    return folder


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "a")
    return path


def test_folders_patterns_and_archives_are_counted(tmp_path: Path) -> None:
    folder = filled(tmp_path / "all")
    assert total_of([str(folder)]) == 4
    assert total_of([str(folder / "**" / "*.jsonl"), str(folder / "a.txt"), str(tmp_path / "missing.csv")]) == 4
    assert total_of([str(zipped(tmp_path / "a.zip", "a.txt", "in/b.pdf"))]) == 2


def test_what_only_reading_tells_is_not_guessed(tmp_path: Path) -> None:
    folder = filled(tmp_path / "all")
    (folder / "t.csv").write_text("text\na\n")
    assert total_of([str(folder)]) is None
    assert total_of([str(zipped(tmp_path / "a.zip", "a.txt", "b.csv"))]) is None
    assert total_of(["-"]) is None


def test_a_bar_without_an_end_tells_number_and_rate() -> None:
    with bar(None) as progress:
        task = progress.tasks[0]
        for _ in range(3):
            progress.advance(task.id)
        shown = [str(column.render(task)) for column in progress.columns if isinstance(column, ProgressColumn)]
    assert "3/?" in shown
    assert any(each.endswith("/s") for each in shown)
