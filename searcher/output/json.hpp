// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/results.hpp"

namespace demarche {

// What is not UTF-8 is U+FFFD in all of these: a path or a query need not be, JSON must.

/// A hit as an object in one line: the members that `columns` name, or all of it where
/// there are none. `qid`, unless empty, is its first member.
std::string json_object(const Hit& hit, const std::vector<Column>& columns,
                        std::string_view qid = {});

/// The same of an occurrence.
std::string json_object(const Occurrence& occurrence, const std::vector<Column>& columns,
                        std::string_view qid = {});

/// The members of an answer that stand before its list of hits, without brackets.
/// `qid` is the first, unless it is empty.
std::string json_before_list(const SearchResults& results, std::string_view qid = {});

/// Those that stand after it, with what a concordance counted.
std::string json_after_list(const SearchResults& results);

}  // namespace demarche
