//! Owns that no damage to a repository makes an answer panic or run on.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use facts::Disk;
use hook::Facts;

use crate::random::Dice;
use crate::repo::{Repo, everything};

/// How often each file is damaged.
const ROUNDS: usize = 12;

const SEED: &str = "mkdir -p d/e; for i in $(seq 1 40); do echo line $i >> a; echo $i > d/f$i; done; printf '*.log\n!x/\n' > .gitignore; \
    git add .; git commit -qm a; echo more >> a; git commit -qam b; git branch o HEAD~1; git tag -am t t; git repack -qadf --depth=50; \
    git pack-refs --all; echo c > c; git add c; git commit -qm c; echo d > d/f1; git add d; echo x > x.log; echo u > u; \
    git worktree add -q w o; chmod -R u+w .git;";

#[test]
fn no_damage_makes_an_answer_panic() {
    for format in ["true", "git update-index --index-version 4"] {
        let repo = Repo::new(&format!("{SEED} {format}"));
        let mut dice = Dice(7);
        for file in repo.run("find .git .gitignore -path .git/hooks -prune -o -type f -print | sort").lines()
        {
            let place = repo.path(file);
            fs::set_permissions(&place, fs::Permissions::from_mode(0o644)).unwrap();
            let whole = fs::read(&place).unwrap();
            for _ in 0..ROUNDS {
                fs::write(&place, damaged(&whole, &mut dice)).unwrap();
                ask(&repo);
            }
            fs::write(&place, whole).unwrap();
        }
    }
}

fn damaged(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    match dice.next(4) {
        0 => bytes.truncate(dice.next(whole.len() + 1)),
        1 => bytes.extend((0..dice.next(40)).map(|_| dice.next(256) as u8).collect::<Vec<_>>()),
        _ => {}
    }
    for _ in 0..dice.next(4) {
        if !bytes.is_empty() {
            let at = dice.next(bytes.len());
            bytes[at] = [0, 255, 128, dice.next(256) as u8][dice.next(4)];
        }
    }
    bytes
}

fn ask(repo: &Repo) {
    for directory in [repo.root(), repo.absolute("w")] {
        let disk = Disk::new();
        let Some(found) = disk.repository(&directory) else { continue };
        disk.work(&found, &everything());
        disk.stranded(&found, &["HEAD", "refs/heads/o"], &["t~1"]);
        for revision in ["HEAD~2", "t^{}", "@{1}", "o@{u}", "abcd"] {
            disk.is_revision(&found, revision);
        }
        disk.stashes(&found);
        disk.setting(Some(&found), "alias.x");
    }
}
