// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/reader.hpp"

namespace demarche {

/// Reads one e-mail message (RFC 5322, MIME): the text its sender wrote, without quoted
/// lines and signature, with its title, date and sender. As read_text.
tl::expected<ReadStatement, std::string> read_mail(std::string_view bytes);

}  // namespace demarche
