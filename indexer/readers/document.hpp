// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/form.hpp"
#include "indexer/readers/reader.hpp"

namespace demarche {

/// Reads the bytes of a file that is one statement, by the reader of its form,
/// which is no form of records. The id is empty unless the file gives one; the
/// fields are as the file has them, unchecked but valid UTF-8. Or the reason why
/// it is no statement: broken, encrypted, without text. For any number of threads.
tl::expected<ReadStatement, std::string> read_document(Form form, std::string_view bytes);

}  // namespace demarche
