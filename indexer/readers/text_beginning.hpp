// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace demarche {

/// Whether a text is an edition in TEI: its first element is one of TEI's, after what may stand
/// before that in XML. `beginning`: of the text, without white space before it.
bool begins_tei(std::string_view beginning);

/// Whether a text is an e-mail, by header lines (RFC 5322) that no statement has: at least three up
/// to a blank line, among them `From:` with an address, and `Date:` with a time or `Message-ID:`
/// with its brackets. So a header block of ours is none.
bool begins_mail(std::string_view beginning);

}  // namespace demarche
