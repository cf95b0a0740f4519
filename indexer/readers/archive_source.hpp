// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string_view>

#include "indexer/readers/part_source.hpp"
#include "indexer/sources/archive_reader.hpp"

namespace demarche {

/// Begins to read an archive, or a compressed file, whose members may have any form, and may be
/// archives themselves, but not those in these. What is wrong with one member is the reason of that
/// one; an archive that is broken half-way gives the members before that place. Holds some MiB, and
/// a document or an inner ZIP archive of at most 64 MiB. Arguments as of open_parts().
std::shared_ptr<PartSource> open_archive(std::unique_ptr<ByteStream> file, std::string_view name,
                                         const Reading& reading,
                                         const ExpansionLimits& limits = {});

}  // namespace demarche
