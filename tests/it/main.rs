//! Tests of the whole program from outside. One binary, so that it links once.

/// Arguments, files, standard streams and exit status.
mod cli;
