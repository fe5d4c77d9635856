//! Owns the fuzz target of the shell's parser: `cargo +nightly fuzz run parse`. No text may make it panic, overflow the
//! stack or hang, and every fault has to point into the text.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let script = shell::parse(text);
    for fault in &script.faults {
        assert!(fault.at as usize <= text.len(), "{fault:?} lies behind the end");
    }
});
