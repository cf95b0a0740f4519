// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <span>

namespace demarche {

/// The first `most` hits of a query among these documents, best first. Of a single database.
/// Xapian's errors pass through.
Xapian::MSet hits_among(const Xapian::Database& database, const Xapian::Query& query,
                        std::span<const Xapian::docid> documents, Xapian::doccount most);

}  // namespace demarche
