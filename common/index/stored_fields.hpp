// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "common/index/packed.hpp"
#include "common/statement.hpp"

namespace demarche {

/// Appends a statement's fields, without id and text, to a stored record.
void put_fields(std::string& out, const Statement& statement);
/// A statement of the fields that put_fields() wrote. Throws IndexError as PackedReader.
Statement read_fields(PackedReader& reader);

}  // namespace demarche
