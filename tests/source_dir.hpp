// Where the checkout is: fixtures and expectations that tests read. In a
// function of its own so that no other file depends on the path, and a
// compiler cache serves several checkouts.
#pragma once

#include <filesystem>

namespace schedlitmus {

[[nodiscard]] std::filesystem::path source_dir();

}  // namespace schedlitmus
