// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/merge.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.hpp"
#include "common/index/block_check.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/open_index.hpp"
#include "common/index/schema.hpp"
#include "common/index/stamp.hpp"
#include "common/index/xapian_errors.hpp"
#include "common/program.hpp"
#include "indexer/index/compaction.hpp"
#include "indexer/index/held_folder.hpp"
#include "indexer/index/segment.hpp"

namespace demarche {
namespace {

[[noreturn]] void refuse_id(std::string_view id) {
  throw UsageError(fmt::format("two of the indexes have a statement with the id “{}”", id),
                   "shares of one corpus, made with --shard, have each id once");
}

/// Throws where two of the databases have a statement, or a copy, of the same
/// id. Gives how many statements several of them have under different ids.
std::uint64_t check_ids(const std::vector<std::string>& databases) {
  Xapian::Database all;
  std::set<std::string> copies;
  const std::string copy_keys(metadata_key::copy), ids(prefix::id), identities(prefix::identity);
  for (const std::string& path : databases) {
    const Xapian::Database database(path, Xapian::DB_OPEN);
    for (auto key = database.metadata_keys_begin(copy_keys);
         key != database.metadata_keys_end(copy_keys); ++key) {
      const std::string id = (*key).substr(copy_keys.size());
      if (!copies.insert(id).second) refuse_id(id);
    }
    all.add_database(database);
  }
  for (const std::string& id : copies) {
    if (all.term_exists(ids + id)) refuse_id(id);
  }
  for (auto term = all.allterms_begin(ids); term != all.allterms_end(ids); ++term) {
    if (term.get_termfreq() > 1) refuse_id((*term).substr(ids.size()));
    check_interrupted();
  }
  std::uint64_t repeated = 0;
  for (auto term = all.allterms_begin(identities); term != all.allterms_end(identities); ++term)
    repeated += term.get_termfreq() > 1 ? 1 : 0;
  return repeated;
}

bool is_sound(const std::string& database) {
  try {
    return Xapian::Database::check(database) == 0;
  } catch (const Xapian::Error&) {
    return false;
  }
}

[[noreturn]] void throw_changed() {
  throw IndexError("one of the indexes was changed meanwhile", "try again");
}

/// Runs `body`, which reads the databases of options.paths; says which of them
/// is damaged where one is.
template <typename Body>
void naming_damaged(const IndexerOptions& options, const std::vector<std::string>& databases,
                    const Body& body) {
  try {
    body();
  } catch (const Xapian::DatabaseError& error) {
    const bool is_same = std::equal(databases.begin(), databases.end(), options.paths.begin(),
                                    [](const std::string& database, const std::string& path) {
                                      return current_database(path) == database;
                                    });
    if (!is_same) throw_changed();
    for (std::size_t i = 0; i < databases.size(); ++i) {
      if (!is_sound(databases[i]))
        throw IndexError(fmt::format("the index {} is damaged", options.paths[i]),
                         "index its statements again into a new folder");
    }
    if (std::string_view(error.get_type()) == "DatabaseModifiedError") throw_changed();
    throw;
  }
}

}  // namespace

int merge_indexes(const IndexerOptions& options) {
  defer_interrupts();
  std::vector<std::string> databases;
  Stamp stamp;
  std::uint64_t statements = 0;
  for (const std::string& path : options.paths) {
    databases.push_back(existing_database(path));
    refuse_damaged(databases.back(), path);
    with_index_errors(path, [&] {
      // One whose blocks are damaged looks to Xapian like one that is being changed.
      naming_damaged(options, databases, [&] {
        const Xapian::Database database = open_whole(databases.back());
        Stamp one = read_stamp(database, path);
        stamp.languages.merge(one.languages);
        stamp.fields.merge(one.fields);
        statements += database.get_doccount();
      });
    });
  }
  std::uint64_t repeated = 0;
  with_index_errors(options.index_path, [&] {
    naming_damaged(options, databases, [&] { repeated = check_ids(databases); });
  });
  HeldFolder folder(options.index_path, options.wait_seconds);
  if (!folder.database().empty())
    throw UsageError(fmt::format("there is an index at {} already", options.index_path),
                     "name a new folder with --db");
  with_index_errors(options.index_path, [&] {
    set_up_segments();
    const auto metadata = stamp_metadata(stamp);
    const std::string work = folder.work_folder();
    const std::string changes = work + "/stamp";
    write_metadata(changes, metadata);
    std::vector<std::string> all = databases;
    all.push_back(changes);
    naming_damaged(options, databases, [&] {
      merge_databases(all, folder.make_next_database(), metadata, options.jobs, work);
    });
  });
  folder.publish();
  if (!options.quiet && repeated > 0)
    print_message(
        "indexer", "warning",
        fmt::format("{} stand{} in several of the indexes, and counts as often: index "
                    "their files together to have each once",
                    repeated == 1 ? "1 statement" : fmt::format("{} statements", repeated),
                    repeated == 1 ? "s" : ""));
  if (!options.quiet)
    write_stderr(fmt::format("indexer: {} statements of {} indexes merged\n", statements,
                             options.paths.size()));
  return exit_code::ok;
}

}  // namespace demarche
