//! Owns the list of what is proven end to end; proves nothing itself.

#[cfg(test)]
mod commands;
#[cfg(test)]
mod console;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod law;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod worlds;
