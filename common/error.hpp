// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace demarche {

/// The exit codes of both programs (documented in the man pages).
namespace exit_code {
inline constexpr int ok = 0;
inline constexpr int incomplete = 1;  ///< indexer: inputs were skipped; searcher: nothing found
inline constexpr int failed = 2;      ///< usage, missing path, unreadable index: nothing changed
inline constexpr int locked = 75;     ///< another writer holds the index (EX_TEMPFAIL)
inline constexpr int interrupted = 130;
}  // namespace exit_code

/// An error that only main can answer: it ends the program with exit_code().
/// what() is one line for the user, without a trailing full stop; hint() is
/// empty or one more line that says what to do. The subclasses are by who can
/// act on the error.
class Error : public std::runtime_error {
public:
  explicit Error(const std::string& what, std::string hint = {}, int exit_code = exit_code::failed)
      : std::runtime_error(what), hint_(std::move(hint)), exit_code_(exit_code) {}
  const std::string& hint() const noexcept { return hint_; }
  int exit_code() const noexcept { return exit_code_; }

private:
  std::string hint_;
  int exit_code_;
};

/// The user's to mend: an option, a path, a query.
class UsageError : public Error {
  using Error::Error;
};

/// The index's keeper's to mend: missing, damaged, foreign, of another version.
class IndexError : public Error {
  using Error::Error;
};

/// Time's to mend: another writer holds the index.
class LockedError : public Error {
public:
  explicit LockedError(const std::string& what, std::string hint = {})
      : Error(what, std::move(hint), exit_code::locked) {}
};

/// Ctrl-C: the index stays at its last commit.
class Interrupted : public Error {
public:
  Interrupted() : Error("interrupted", {}, exit_code::interrupted) {}
};

}  // namespace demarche
