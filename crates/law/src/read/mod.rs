//! Owns the way from JSON to the law; decides nothing.
