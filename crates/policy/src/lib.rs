//! Owns the judgement of effects by the law; knows no platform, no shell and no file.
