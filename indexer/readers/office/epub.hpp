// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/reader.hpp"

namespace demarche {

/// Reads EPUB 2 and 3 as one statement: the documents of its spine in their order, without
/// the navigation, and what the package says of title, language and date of publication. As
/// read_text.
tl::expected<ReadStatement, std::string> read_epub(std::string_view bytes);

}  // namespace demarche
