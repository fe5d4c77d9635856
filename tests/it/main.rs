//! Owns the list of what is proven end to end; proves nothing itself.

#[cfg(test)]
mod tidy;
