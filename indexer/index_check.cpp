// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_check.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <cerrno>

#include "common/error.hpp"
#include "common/index/block_check.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/open_index.hpp"
#include "common/index/stamp.hpp"
#include "common/index/xapian_errors.hpp"
#include "common/program.hpp"

namespace demarche {
namespace {

/// Of an index that a writer changes without rest.
constexpr int max_attempts = 20;

[[noreturn]] void check_structure(const std::string& database) {
  bool is_sound = false;
  try {
    is_sound = Xapian::Database::check(database) == 0;
  } catch (...) {  // what Xapian throws at damage
  }
  _exit(is_sound ? 0 : 1);
}

bool ends_well(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Whether Xapian finds a database's structure sound: in a process of its own, since damage
/// that no checksum shows may make it crash.
bool has_sound_structure(const std::string& database) {
  const pid_t child = fork();
  if (child < 0) throw Error("cannot start a process");
  if (child == 0) check_structure(database);
  return ends_well(child);
}

/// What is damaged, in words; empty for nothing. Throws IndexError for an index of another
/// version, or none.
std::string damage_of(const std::string& path, const std::string& database,
                      const BlockCheck& blocks) {
  if (!blocks.damage.empty()) return describe_damage(blocks.damage);
  const bool is_readable = with_index_errors(path, [&] {
    try {
      read_stamp(open_whole(database), path);
      return true;
    } catch (const Xapian::DatabaseVersionError&) {
      throw;
    } catch (const Xapian::DatabaseError& error) {
      if (error.get_error_string() != nullptr) throw;  // the system's
      return false;
    }
  });
  return is_readable && has_sound_structure(database) ? "" : "its tables don't fit together";
}

void say_sound(const std::string& path, const BlockCheck& blocks) {
  std::string words = fmt::format("the index {} is sound", path);
  std::string hint;
  if (!blocks.has_checksums) {
    words += " in structure; it has no checksums, which would show damage within its blocks";
    hint = "`indexer --rebuild` makes an index that has";
  } else if (blocks.left_out > 0) {
    words += fmt::format(
        "; {} block{} that a run wrote which did not end, or has not yet, in structure only",
        blocks.left_out, blocks.left_out == 1 ? "" : "s");
    hint = "the next run makes their checksums";
  }
  print_message("indexer", "checked", words, hint);
}

}  // namespace

int check_index(const std::string& path) {
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    const std::string database = existing_database(path);
    const std::string before = state_of(database);
    const auto is_changed = [&] {
      return existing_database(path) != database || state_of(database) != before;
    };
    const BlockCheck blocks = check_blocks(database);
    std::string damage;
    try {
      damage = damage_of(path, database, blocks);
    } catch (const IndexError&) {
      if (!is_changed()) throw;
    }
    if (is_changed()) continue;
    if (!damage.empty())
      throw IndexError(fmt::format("the index {} is damaged: {}", path, damage), damage_hint);
    say_sound(path, blocks);
    return exit_code::ok;
  }
  throw IndexError(fmt::format("the index {} changes faster than it can be checked", path),
                   "try again");
}

}  // namespace demarche
