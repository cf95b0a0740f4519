// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <random>
#include <string>
#include <vector>

#include "common/statement.hpp"
#include "searcher/options.hpp"
#include "searcher/search.hpp"

namespace demarche::test {

/// Options that find all hits of a query in the sample index.
SearcherOptions sample_options(const std::string& query);

SearchResults search_sample(const SearcherOptions& options, const SearchScope& scope = {});

std::vector<Statement> sample_statements();

/// Words of a text that a query may be made of.
std::vector<std::string> words_of(const std::string& text);
/// Those of all sample statements.
std::vector<std::string> sample_words();

/// Words, phrases and alternatives, joined in every way, sometimes with a filter.
std::string random_query(std::mt19937& random, const std::vector<std::string>& words);

}  // namespace demarche::test
