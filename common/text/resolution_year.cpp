// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/resolution_year.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace demarche {
namespace {

/// The last number of the Security Council's resolutions by the end of each
/// year from 1946.
constexpr int first_council_year = 1946;
constexpr std::array<int, 79> last_of_year = {
    15,   37,   66,   78,   89,   96,   98,   103,  106,  110,  121,  126,  131,  132,  160,  170,
    177,  185,  199,  219,  232,  244,  262,  275,  291,  307,  324,  344,  366,  384,  402,  422,
    443,  461,  484,  499,  529,  545,  559,  580,  593,  606,  626,  646,  683,  725,  799,  892,
    969,  1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907,
    1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2502, 2560, 2615, 2671, 2718, 2767};

/// The General Assembly's before 1976 end with 3541 (XXX).
constexpr int last_of_assembly = 3541;

int last_by(int year) {
  if (year < first_council_year) return 0;
  const auto index = static_cast<std::size_t>(year - first_council_year);
  return index < last_of_year.size() ? last_of_year[index] : 1'000'000;
}

}  // namespace

bool is_security_council_year(int number, int year) {
  if (number > last_of_assembly) return year != 0;
  return number > last_by(year - 2) && number <= last_by(year + 1);
}

bool is_security_council_date(int number, int year) {
  return number <= last_of_assembly && is_security_council_year(number, year);
}

int security_council_year(int number) {
  const auto* const last = std::lower_bound(last_of_year.begin(), last_of_year.end(), number);
  const bool is_known = number > 0 && last != last_of_year.end();
  return is_known ? first_council_year + static_cast<int>(last - last_of_year.begin()) : 0;
}

}  // namespace demarche
