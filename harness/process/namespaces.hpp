// Namespaces that an ordinary user may make (user_namespaces(7)).
#pragma once

#include <string>

namespace schedlitmus::process {

/// Why a process may not have user, network and mount namespaces of its own
/// here, and mount in them; empty: it may. Tries it in a child.
[[nodiscard]] std::string why_no_namespaces();

}  // namespace schedlitmus::process
