// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "indexer/options.hpp"

namespace demarche {

/// Where the configuration file is looked for: `demarche/config` in
/// $XDG_CONFIG_HOME or ~/.config. Empty where there is neither.
std::string default_config_path();

/// Reads a configuration file (indexer(1), CONFIGURATION): TOML with the long
/// options as keys. What it says in general goes into `options`, and its corpora
/// into options.corpora, their paths absolute. Throws UsageError, with the line,
/// for a file that cannot be read or says what is none.
void read_config(const std::string& path, IndexerOptions& options);
/// The same of its text, which stands at `path`.
void parse_config(std::string_view text, const std::string& path, IndexerOptions& options);

}  // namespace demarche
