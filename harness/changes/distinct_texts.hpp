// Texts cut to a width such that those that are different look different.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace schedlitmus::changes {

/// Each text on one line (line ends become " / "), made harmless, of at most `width`
/// columns (at least 20). Where two that differ would be cut to the same, they begin
/// with "… " a little before the place from which they differ.
[[nodiscard]] std::vector<std::string> distinct_texts(const std::vector<std::string>& texts, std::size_t width);

}  // namespace schedlitmus::changes
