use std::process::ExitCode;

/// How a run ended. The numbers are part of the interface (see `docs/output.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: the run did all it was asked to, and no finding has the level to fail on.
    Clean,
    /// 1: the run did all it was asked to, and at least one finding has the level to fail on.
    Findings,
    /// 2: the run itself failed, wholly or in part: bad arguments, a mistake in a rule file, a file that is missing or cannot
    /// be read. What could be read was still checked and shown.
    Failed,
}

impl Exit {
    /// The exit status.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
