#!/usr/bin/env python3
"""Owns the proof that a real Claude Code obeys the guard: the client from npm, a scripted model on loopback, a project with
unsaved work, our hooks as `wavebreak install` registers them. `README.md` beside it says what it needs and leaves behind.

The model calls `git reset --hard` and then an ordinary command. Once without the guard, where the reset must destroy the
work, or the second run would prove nothing; once with it, where the work must survive and the reason reach the model.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from scripted_model import ScriptedModel

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRATCH = ROOT / "target" / "clients"
PACKAGE = "@anthropic-ai/claude-code"
VERSION = "2.1.329"
WORK = "unsaved work\n"
STEPS = [
    {"name": "Bash", "input": {"command": "git reset --hard", "description": "Start over"}},
    {"name": "Bash", "input": {"command": "echo ran > proof.txt", "description": "Write a file"}},
]


def main():
    options = arguments()
    client = options.client or fetch(options.version)
    print(f"client: {client}\n        {run([client, '--version'], pathlib.Path.home()).strip()}")
    binaries = options.binaries or build()
    broken = check("without the guard", client, None, unguarded)
    broken += check("with the guard", client, binaries, guarded)
    for sentence in broken:
        print(f"FAILED  {sentence}")
    sys.exit(1 if broken else 0)


def arguments():
    parser = argparse.ArgumentParser(description="A real Claude Code against a scripted model, with and without the guard.")
    parser.add_argument("--version", default=VERSION, help=f"of the client (default: {VERSION})")
    parser.add_argument("--client", help="a client that is already there; nothing is downloaded")
    parser.add_argument("--binaries", help="a directory with wavebreak and guard-bash; nothing is built")
    return parser.parse_args()


def fetch(version):
    """The client's native binary, downloaded once."""
    place = SCRATCH / f"claude-code-{version}"
    found = sorted(place.glob("node_modules/@anthropic-ai/claude-code-*/claude*"))
    if not found:
        place.mkdir(parents=True, exist_ok=True)
        wanted = f"{PACKAGE}@{version}"
        npm = ["npm", "install", "--prefix", str(place), "--no-save", "--no-package-lock", "--ignore-scripts", wanted]
        print(f"$ {' '.join(npm)}")
        subprocess.run(npm, check=True)
        found = sorted(place.glob("node_modules/@anthropic-ai/claude-code-*/claude*"))
    if not found:
        sys.exit(f"npm brought no native client into {place}: is there one for this machine?")
    return str(found[0])


def build():
    """The directory of freshly built release binaries."""
    cargo = ["cargo", "build", "--release", "--bins", "--message-format=json-render-diagnostics"]
    print(f"$ {' '.join(cargo)}")
    lines = run(cargo, ROOT, env=os.environ).splitlines()
    made = [json.loads(line).get("executable") for line in lines if '"executable":"' in line]
    return str(pathlib.Path(made[-1]).parent)


def check(title, client, binaries, judge):
    """One run of the client in a world of its own, and what `judge` finds wrong with it."""
    SCRATCH.mkdir(parents=True, exist_ok=True)
    home = pathlib.Path(tempfile.mkdtemp(prefix="home-", dir=SCRATCH))
    try:
        project = make_project(home)
        if binaries:
            register(binaries, home)
        with ScriptedModel(STEPS) as model:
            result = drive(client, model.url, home, project)
        sentences = judge(project, model, result)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"{title}: {'as it should be' if not sentences else f'{len(sentences)} things are wrong'}")
    return [f"{title}: {sentence}" for sentence in sentences]


def make_project(home):
    """A repository with one commit and unsaved work on top of it."""
    project = home / "project"
    project.mkdir()
    work = project / "work.txt"
    work.write_text("committed\n")
    author = ["-c", "user.name=dev", "-c", "user.email=dev@example.com"]
    for arguments in (["init", "--quiet"], ["add", "."], [*author, "commit", "--quiet", "-m", "First"]):
        run(["git", *arguments], project, env=environment(home))
    work.write_text(WORK)
    return project


def register(binaries, home):
    """Has `wavebreak install` register the guard for the user whose home directory this is."""
    command = [str(pathlib.Path(binaries) / "wavebreak"), "install"]
    print(f"$ {' '.join(command)}")
    print(run(command, home, env=environment(home)))


def drive(client, url, home, project):
    """Runs the client to its end and gives the result it prints."""
    talk = {
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_API_KEY": "dummy",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
    }
    command = [client, "-p", "go", "--allowedTools", "Bash", "--output-format", "json"]
    printed = run(command, project, env={**environment(home), **talk})
    return json.loads(printed)


def environment(home):
    """As little of our own environment as a client needs, so that no other configuration is found."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TERM", "TMPDIR") if name in os.environ}
    return {**kept, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}


def run(command, directory, env=None):
    """What a command prints; stops everything where it fails."""
    done = subprocess.run(
        command, cwd=directory, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def unguarded(project, _model, result):
    """What is wrong with a run without the guard."""
    return told(
        ((project / "work.txt").read_text() == "committed\n", "the reset did not run: the run with the guard proves nothing"),
        ((project / "proof.txt").exists(), "the ordinary command did not run"),
        (not result.get("permission_denials"), f"something was denied: {result.get('permission_denials')}"),
    )


def guarded(project, model, result):
    """What is wrong with a run with the guard."""
    denied = [denial.get("tool_input", {}).get("command") for denial in result.get("permission_denials", [])]
    answer = model.results().get(0, "")
    print(f"the model was told: {answer}")
    proof = project / "proof.txt"
    return told(
        ((project / "work.txt").read_text() == WORK, "the unsaved work is gone"),
        ("wavebreak [" in answer and "work.txt" in answer, f"the reason did not reach the model: {answer!r}"),
        (proof.exists() and proof.read_text() == "ran\n", "the ordinary command did not run"),
        (denied == [STEPS[0]["input"]["command"]], f"the client reports other denials: {denied}"),
        (len(model.results()) == len(STEPS), f"the model got {len(model.results())} results"),
    )


def told(*checks):
    """The sentences of the checks that do not hold."""
    return [sentence for holds, sentence in checks if not holds]


if __name__ == "__main__":
    main()
