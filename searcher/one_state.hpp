// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <fmt/format.h>
#include <xapian.h>

#include "common/error.hpp"
#include "common/index/packed.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// A reader fails at a writer's second commit; one that fails so often in a
/// row meets a writer that commits without rest.
inline constexpr int max_attempts = 20;

/// A server that fails so often in a row is not there.
inline constexpr int max_connections = 3;

/// Throws IndexError, naming which of its indexes is damaged where that can be told.
[[noreturn]] inline void throw_unreadable(const StatementIndex& index) {
  index.refuse_damaged();
  throw IndexError(fmt::format("the index {} cannot be read", fmt::join(index.paths(), ", ")),
                   "check it with `indexer --check`");
}

/// Runs `body` on one committed state of the index, from the beginning again
/// where a writer took that state away, or a server was lost. Throws
/// IndexError where neither helps.
template <typename Body>
auto on_one_state(StatementIndex& index, const Body& body) {
  int connections = 0;
  for (int attempt = 1;; ++attempt) {
    try {
      return body();
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == max_attempts) {
        index.refuse_damaged();  // which may look like this
        throw IndexError("the index changes faster than it can be read", "try again");
      }
    } catch (const Xapian::DatabaseError&) {
      throw_unreadable(index);
    } catch (const DamagedRecord&) {
      throw_unreadable(index);
    } catch (const Xapian::NetworkError&) {
      if (++connections == max_connections)
        throw IndexError(
            fmt::format("a server of the index {} does not answer", fmt::join(index.paths(), ", ")),
            "--timeout waits longer");
    } catch (const Error&) {
      throw;
    } catch (...) {
      // Damage can make Xapian do anything; if there is none, it is the program's fault.
      index.refuse_damaged();
      throw;
    }
    // Names the server that is gone, or leaves it out.
    index.reopen();
  }
}

}  // namespace demarche
