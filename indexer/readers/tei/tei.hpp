// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/records/record_builder.hpp"

namespace demarche {

/// Reads TEI (the Guidelines, P5; also P4), whatever prefix its namespace has. Each `div` of type
/// `document` is a statement, with its xml:id as label; where there is none, each `TEI` element is
/// one. Gives them in order to `take`. The reason why there is none: no XML, or XML that is not
/// TEI.
std::optional<std::string> read_tei(std::string_view bytes, const TakeRecord& take);

}  // namespace demarche
