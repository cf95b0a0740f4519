// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/merge.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/schema.hpp"
#include "common/index/stamp.hpp"
#include "common/index/xapian_errors.hpp"
#include "common/program.hpp"
#include "indexer/index/held_folder.hpp"
#include "indexer/index/segment.hpp"

namespace demarche {
namespace {

/// Throws where two of the databases have a statement of the same id.
void check_ids(const std::vector<std::string>& databases) {
  Xapian::Database all;
  for (const std::string& path : databases)
    all.add_database(Xapian::Database(path, Xapian::DB_OPEN));
  const std::string ids(prefix::id);
  for (auto term = all.allterms_begin(ids); term != all.allterms_end(ids); ++term) {
    if (term.get_termfreq() > 1)
      throw UsageError(fmt::format("two of the indexes have a statement with the id “{}”",
                                   (*term).substr(ids.size())),
                       "shares of one corpus, made with --shard, have each id once");
    check_interrupted();
  }
}

bool is_sound(const std::string& database) {
  try {
    return Xapian::Database::check(database) == 0;
  } catch (const Xapian::Error&) {
    return false;
  }
}

/// Runs `body`, which reads the databases of options.paths; says which of them
/// is damaged where one is.
template <typename Body>
void naming_damaged(const IndexerOptions& options, const std::vector<std::string>& databases,
                    const Body& body) {
  try {
    body();
  } catch (const Xapian::DatabaseError& error) {
    for (std::size_t i = 0; i < databases.size(); ++i) {
      if (!is_sound(databases[i]))
        throw IndexError(fmt::format("the index {} is damaged", options.paths[i]),
                         "index its statements again into a new folder");
    }
    if (std::string_view(error.get_type()) == "DatabaseModifiedError")
      throw IndexError("one of the indexes was changed meanwhile", "try again");
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
    with_index_errors(path, [&] {
      // One whose blocks are damaged looks to Xapian like one that is being changed.
      naming_damaged(options, databases, [&] {
        const Xapian::Database database(databases.back(), Xapian::DB_OPEN);
        Stamp one = read_stamp(database, path);
        stamp.languages.merge(one.languages);
        stamp.fields.merge(one.fields);
        statements += database.get_doccount();
      });
    });
  }
  with_index_errors(options.index_path,
                    [&] { naming_damaged(options, databases, [&] { check_ids(databases); }); });
  HeldFolder folder(options.index_path, options.wait_seconds);
  if (!folder.database().empty())
    throw UsageError(fmt::format("there is an index at {} already", options.index_path),
                     "name a new folder with --db");
  with_index_errors(options.index_path, [&] {
    set_up_segments();
    const auto metadata = stamp_metadata(stamp);
    const std::string changes = folder.work_folder() + "/stamp";
    write_metadata(changes, metadata);
    std::vector<std::string> all = databases;
    all.push_back(changes);
    naming_damaged(options, databases,
                   [&] { merge_databases(all, folder.next_database(), metadata); });
  });
  folder.publish();
  if (!options.quiet)
    write_stderr(fmt::format("indexer: {} statements of {} indexes merged\n", statements,
                             options.paths.size()));
  return exit_code::ok;
}

}  // namespace demarche
