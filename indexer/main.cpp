// SPDX-License-Identifier: GPL-2.0-or-later
#include <clocale>

#include "common/error.hpp"
#include "common/index/block_check.hpp"
#include "common/program.hpp"
#include "indexer/index_check.hpp"
#include "indexer/index_report.hpp"
#include "indexer/merge.hpp"
#include "indexer/options.hpp"
#include "indexer/pipeline.hpp"

namespace demarche {
namespace {

int run(const IndexerOptions& options) {
  switch (options.command) {
    case IndexerCommand::index:
      return run_pipeline(options);
    case IndexerCommand::merge:
      return merge_indexes(options);
    case IndexerCommand::stats:
      return print_stats(options.index_path);
    case IndexerCommand::check:
      break;
  }
  return check_index(options.index_path);
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  using namespace demarche;
  // Only the character set, for the libraries that read files: numbers stay as the C locale writes
  // them.
  std::setlocale(LC_CTYPE, "");
  return run_program("indexer", [&] {
    const auto options = parse_indexer_options(argc, argv);
    if (!options) return exit_code::ok;
    blame_faults_on("indexer", options->index_path);
    try {
      return run(*options);
    } catch (const Error&) {
      throw;
    } catch (...) {
      // Damage can make Xapian do anything; if there is none, it is the program's fault.
      blame_index(options->index_path);
      throw;
    }
  });
}
