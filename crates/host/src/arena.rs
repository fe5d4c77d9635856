//! Owns the memory of a hook: how it is handed out and how much at most; knows nobody who asks for it.
//!
//! A hook lives for a fraction of a millisecond and gives nothing back that matters, so the first allocations come
//! from a fixed block by moving a mark. What does not fit comes from the system. Beyond [`MOST`] bytes at a time there
//! is no more, which ends in the answer for a guard that failed: no input makes a hook eat the machine.
#![expect(unsafe_code, reason = "a global allocator is an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The block that is handed out first. Pages that nobody touches cost nothing.
const BLOCK: usize = 8 * 1024 * 1024;

/// The most memory a hook may have at a time, in bytes, its block included.
const MOST: usize = 64 * 1024 * 1024;

/// The memory of a hook, to be its `#[global_allocator]`.
#[derive(Debug)]
#[repr(align(64))]
pub struct Arena {
    block: UnsafeCell<[u8; BLOCK]>,
    /// How much of the block is handed out.
    mark: AtomicUsize,
    /// How many bytes are had from the system.
    beyond: AtomicUsize,
}

// SAFETY: parts of the block are handed out once each, by a mark that moves atomically.
unsafe impl Sync for Arena {}

impl Arena {
    /// All of it, free.
    #[must_use]
    pub const fn new() -> Self {
        Self { block: UnsafeCell::new([0; BLOCK]), mark: AtomicUsize::new(0), beyond: AtomicUsize::new(0) }
    }

    /// The offset of `pointer` in the block, if it came from there.
    fn offset(&self, pointer: *mut u8) -> Option<usize> {
        let offset = pointer.addr().wrapping_sub(self.block.get().addr());
        (offset < BLOCK).then_some(offset)
    }

    /// Moves the mark from `from` to `to`, unless the block ends before or somebody else was faster.
    fn moved(&self, from: usize, to: usize) -> bool {
        to <= BLOCK && self.mark.compare_exchange(from, to, Relaxed, Relaxed).is_ok()
    }

    fn cut(&self, layout: Layout) -> Option<*mut u8> {
        let mark = self.mark.load(Relaxed);
        let start = self.block.get().addr().checked_add(mark)?.checked_next_multiple_of(layout.align())?;
        let offset = start - self.block.get().addr();
        let end = offset.checked_add(layout.size())?;
        // SAFETY: `offset` lies in the block, because `end` does.
        self.moved(mark, end).then(|| unsafe { self.block.get().cast::<u8>().add(offset) })
    }

    /// Counts `bytes` more from the system, if there may be so many.
    fn may_take(&self, bytes: usize) -> bool {
        let most = MOST - BLOCK;
        let fits = |beyond: usize| beyond.checked_add(bytes).filter(|all| *all <= most);
        self.beyond.try_update(Relaxed, Relaxed, fits).is_ok()
    }
}

impl Default for Arena {
    fn default() -> Self {
        Self::new()
    }
}

// SAFETY: every pointer is to memory of the size and alignment asked for that nobody else has, from the block or from
// the system; memory that is grown or given back is told apart by its address.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match self.cut(layout) {
            Some(pointer) => pointer,
            // SAFETY: the caller vouches for the layout.
            None if self.may_take(layout.size()) => unsafe { System.alloc(layout) },
            None => ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        match self.offset(pointer) {
            Some(offset) => drop(self.moved(offset + layout.size(), offset)),
            None => {
                self.beyond.fetch_sub(layout.size(), Relaxed);
                // SAFETY: it is not in the block, so the system gave it, with this layout.
                unsafe { System.dealloc(pointer, layout) }
            }
        }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let Some(offset) = self.offset(pointer) else {
            // SAFETY: it is not in the block, so the system gave it, with this layout.
            return unsafe { self.resized_by_system(pointer, layout, size) };
        };
        if self.moved(offset + layout.size(), offset + size) || size <= layout.size() {
            return pointer;
        }
        // SAFETY: the caller vouches that `size` is no overflow; the regions are distinct and as large as copied.
        unsafe {
            let grown = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !grown.is_null() {
                ptr::copy_nonoverlapping(pointer, grown, layout.size());
            }
            grown
        }
    }
}

impl Arena {
    /// # Safety
    /// As for [`GlobalAlloc::realloc`], with memory from the system.
    unsafe fn resized_by_system(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let more = size.saturating_sub(layout.size());
        if !self.may_take(more) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's.
        let resized = unsafe { System.realloc(pointer, layout, size) };
        let given_back = if resized.is_null() { more } else { layout.size().saturating_sub(size) };
        self.beyond.fetch_sub(given_back, Relaxed);
        resized
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).unwrap()
    }

    /// Allocates through `arena` and fills what it got with `mark`.
    fn filled(arena: &Arena, layout: Layout, mark: u8) -> *mut u8 {
        // SAFETY: the size is not zero, and the memory is written within it.
        unsafe {
            let pointer = arena.alloc(layout);
            pointer.write_bytes(mark, layout.size());
            pointer
        }
    }

    fn holds(pointer: *mut u8, size: usize, mark: u8) -> bool {
        // SAFETY: called for memory that was filled over this size.
        unsafe { std::slice::from_raw_parts(pointer, size) }.iter().all(|byte| *byte == mark)
    }

    #[test]
    fn memory_is_aligned_and_nobody_elses() {
        static ARENA: Arena = Arena::new();
        let arena = &ARENA;
        let had: Vec<_> = (0..2000_usize)
            .map(|at| layout(1 + at * 7 % 900, 1 << (at % 7)))
            .zip((0..=u8::MAX).cycle())
            .map(|(layout, mark)| (filled(arena, layout, mark), layout, mark))
            .collect();
        for (pointer, layout, mark) in &had {
            assert_eq!(pointer.addr() % layout.align(), 0);
            assert!(holds(*pointer, layout.size(), *mark), "{layout:?}");
        }
        let beyond = |(pointer, _, _): &&(*mut u8, Layout, u8)| arena.offset(*pointer).is_none();
        assert!(had.iter().any(|own| !beyond(&own)));
    }

    #[test]
    fn what_was_handed_out_last_grows_in_its_place_and_can_be_given_back() {
        static ARENA: Arena = Arena::new();
        let arena = &ARENA;
        let first = filled(arena, layout(100, 8), 1);
        // SAFETY: each pointer came from this arena with this layout.
        unsafe {
            assert_eq!(arena.realloc(first, layout(100, 8), 200), first);
            let second = filled(arena, layout(50, 1), 2);
            let moved = arena.realloc(first, layout(200, 8), 300);
            assert_ne!(moved, first);
            assert!(holds(moved, 100, 1) && holds(second, 50, 2));
            arena.dealloc(moved, layout(300, 8));
            assert_eq!(arena.alloc(layout(300, 8)), moved);
        }
    }

    #[test]
    fn there_is_no_more_than_the_most() {
        static ARENA: Arena = Arena::new();
        let arena = &ARENA;
        let half = layout(MOST / 2, 16);
        // SAFETY: each pointer came from this arena with this layout.
        unsafe {
            let first = arena.alloc(half);
            assert!(!first.is_null());
            assert!(arena.alloc(half).is_null());
            assert!(arena.realloc(first, half, MOST).is_null());
            let smaller = arena.realloc(first, half, MOST / 4);
            let second = arena.alloc(half);
            assert!(!second.is_null());
            arena.dealloc(second, half);
            arena.dealloc(smaller, layout(MOST / 4, 16));
        }
        assert_eq!(arena.beyond.load(Relaxed), 0);
    }
}
