//! Owns the vocabulary of rules: what can be done and what the things are that it is done to; computes neither.

/// A vocabulary that the law is written in.
#[cfg(feature = "read")]
pub(crate) trait Word: Sized + Copy + 'static {
    /// All of its words, in order.
    const ALL: &'static [Self];
    /// The word itself.
    fn word(self) -> &'static str;
    /// The one that is written so.
    fn from_word(word: &str) -> Option<Self>;
}

/// Declares an enum whose variants have the names that rules write.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word rules write.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one that rules write as `word`.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// The variant's name in Rust, for generated tables.
            #[must_use]
            pub const fn variant(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }
        }

        #[cfg(feature = "read")]
        impl Word for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                Self::word(self)
            }

            fn from_word(word: &str) -> Option<Self> {
                Self::from_word(word)
            }
        }
    };
}

words! {
    /// What a command does to the world.
    Kind {
        /// Removes a file or, with all it holds, a directory.
        Delete = "delete",
        /// Replaces or empties a file's content.
        Overwrite = "overwrite",
        /// Writes without losing content: creates or appends.
        Write = "write",
        /// Takes something away from its place.
        Move = "move",
        /// Changes permissions or owner.
        ChangeMode = "change-mode",
        /// Throws away changes that are in no commit.
        DiscardWork = "discard-work",
        /// Throws away commits, or what keeps them reachable.
        DiscardHistory = "discard-history",
        /// Throws away stash entries.
        DiscardStash = "discard-stash",
        /// Replaces what a remote has.
        RewriteRemote = "rewrite-remote",
        /// Removes something from a remote.
        DeleteRemote = "delete-remote",
        /// Drops or mass-changes data in a database.
        DropData = "drop-data",
        /// Destroys a disk, container, cluster, service or cloud resource.
        DestroyResource = "destroy-resource",
        /// Ends or limits processes.
        Kill = "kill",
        /// Publishes something that cannot be taken back.
        Publish = "publish",
        /// Runs code that nobody could see.
        UnseenCode = "unseen-code",
        /// Leaves something that will be executed later.
        PlantCode = "plant-code",
        /// Sends something out of the machine.
        SendOut = "send-out",
        /// Changes the guard, its registration or its processes.
        ChangeGuard = "change-guard",
        /// Was not understood: a limit was hit or the text could not be parsed.
        NotUnderstood = "not-understood",
    }
}

words! {
    /// What the target of an effect is, from harmless to worst.
    Standing {
        /// There is nothing there.
        Missing = "missing",
        /// It was made by this very command line.
        New = "new",
        /// It lies where nobody keeps anything.
        Temporary = "temporary",
        /// A build makes it again.
        Regenerable = "regenerable",
        /// Its content is in a commit.
        Committed = "committed",
        /// Git ignores it and nothing makes it again.
        Ignored = "ignored",
        /// Git does not track it.
        Untracked = "untracked",
        /// Git tracks it and its content is in no commit.
        Unsaved = "unsaved",
        /// It is in no repository and nothing else keeps it.
        Unkept = "unkept",
        /// Commits or stash entries that nothing else reaches.
        Unreachable = "unreachable",
        /// It is somewhere else: a remote, a server, a cloud.
        Remote = "remote",
        /// It will be executed by something else.
        ExecutesLater = "executes-later",
        /// Which thing it is could not be told.
        Unknown = "unknown",
        /// A repository's own store, or a whole repository.
        Repository = "repository",
        /// A person's keys, mail or other precious files.
        Personal = "personal",
        /// A home directory, or something above it.
        Home = "home",
        /// The system's.
        System = "system",
        /// A disk or another device.
        Device = "device",
        /// The guard's own.
        Guard = "guard",
    }
}

words! {
    /// What a rule's match means, from harmless to refused.
    Severity {
        /// Fine, and no later rule is asked about this loss.
        Allow = "allow",
        /// Fine, but the person hears of it.
        Notice = "notice",
        /// A person decides.
        Ask = "ask",
        /// Refused.
        Deny = "deny",
    }
}

words! {
    /// What is known of what a program prints, without running it.
    Prints {
        /// Nothing, unless code computes it.
        Unknown = "unknown",
        /// Text for the calling shell to evaluate, which sets it up and does nothing else: `ssh-agent -s`.
        Setup = "setup",
        /// What somebody outside the machine has written: `curl`.
        Foreign = "foreign",
    }
}
