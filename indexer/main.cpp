// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/error.hpp"
#include "common/program.hpp"
#include "indexer/index_check.hpp"
#include "indexer/index_report.hpp"
#include "indexer/merge.hpp"
#include "indexer/options.hpp"
#include "indexer/pipeline.hpp"

int main(int argc, char** argv) {
  using namespace demarche;
  return run_program("indexer", [&] {
    const auto options = parse_indexer_options(argc, argv);
    if (!options) return exit_code::ok;
    switch (options->command) {
      case IndexerCommand::index:
        return run_pipeline(*options);
      case IndexerCommand::merge:
        return merge_indexes(*options);
      case IndexerCommand::stats:
        return print_stats(options->index_path);
      case IndexerCommand::check:
        return check_index(options->index_path);
    }
    return exit_code::failed;
  });
}
