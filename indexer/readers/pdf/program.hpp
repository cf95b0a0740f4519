// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace demarche {

/// Has poppler's program pdftotext (Debian package poppler-utils) read a PDF, in a process
/// of its own with limits on time and memory, so that a file made to break poppler costs no more
/// than itself. What it wrote (its -bbox-layout: XHTML with the place of each word) is given to
/// `use`, and is gone afterwards. The reason why nothing was: encrypted, broken, over a limit, no
/// such program. For any number of threads.
tl::expected<void, std::string> run_pdftotext(std::string_view pdf,
                                              const std::function<void(std::string_view)>& use);

}  // namespace demarche
