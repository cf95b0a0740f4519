// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <fmt/format.h>
#include <xapian.h>

#include <string>
#include <string_view>

#include "common/error.hpp"
#include "common/index/block_check.hpp"
#include "common/index/packed.hpp"

namespace demarche {

/// Names the place where it can be told.
[[noreturn]] inline void throw_damaged(const std::string& path) {
  refuse_damaged(path);
  throw IndexError(fmt::format("the index {} is damaged", path),
                   "check it with `indexer --check`, and index the statements into a new folder");
}

/// Runs `body`, which reads or writes the index at `path`; an exception of
/// Xapian's, or a DamagedRecord, becomes an IndexError that names it.
template <typename Body>
auto with_index_errors(const std::string& path, Body&& body) {
  try {
    return body();
  } catch (const Xapian::DatabaseModifiedError&) {
    refuse_damaged(path);  // which may look like this
    throw IndexError(fmt::format("the index {} was changed meanwhile", path), "try again");
  } catch (const Xapian::DatabaseCorruptError&) {
    throw_damaged(path);
  } catch (const DamagedRecord&) {
    throw_damaged(path);
  } catch (const Xapian::DatabaseVersionError&) {
    throw IndexError(
        fmt::format("the index {} is of a Xapian format that this program can't read", path),
        "index the statements into a new folder");
  } catch (const Xapian::Error& error) {
    // Xapian's own words are for programmers; the system's are for users.
    const char* reason = error.get_error_string();
    // A table that ends where a block should be; or one that a writer had no room for.
    if (reason == nullptr && std::string_view(error.get_type()) == "DatabaseError")
      refuse_damaged(path);
    throw IndexError(reason != nullptr ? fmt::format("cannot use the index {}: {}", path, reason)
                                       : fmt::format("cannot use the index {}", path),
                     "check it with `indexer --check`, and the disk's room and permissions");
  }
}

}  // namespace demarche
