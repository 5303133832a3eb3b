// The commands: arguments in, one call, a report and an exit code out.
#pragma once

namespace schedlitmus::cli {

/// The program; gives the exit code. No exception leaves it.
[[nodiscard]] int main(int argc, char** argv) noexcept;

}  // namespace schedlitmus::cli
