// The releases and the programs that the cells of a campaign need: each is fetched, and built, once.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "campaign/command_build.hpp"
#include "campaign/matrix.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::campaign {

class CellBuilds {
 public:
  /// What is being done, for a progress line; `stays`: worth reading later, too.
  using Say = std::function<void(std::string doing, bool stays)>;

  /// All but `say` must outlive it.
  CellBuilds(const std::vector<expectation::Expectation>& expectations, const Settings& settings, const Matrix& matrix,
             const toolchain::Toolchain::Listing& listing, toolchain::Toolchain& toolchain, Say say);

  /// The releases of these cells that are not on this machine, several at once; the others are looked up when they are
  /// needed. A failure is told when a cell that needs it is built.
  void fetch_missing(const std::vector<const MatrixCell*>& cells);
  /// The cell's program or service, with its load.
  [[nodiscard]] Result<CommandBuild> build(const MatrixCell& cell);

 private:
  [[nodiscard]] Result<toolchain::Build> build_with(const std::string& version, const std::string& folder);
  [[nodiscard]] Result<toolchain::Release> get_release(const std::string& text);
  [[nodiscard]] std::string release_of_loads() const;
  [[nodiscard]] bool needs_release(const MatrixCell& cell) const;

  const std::vector<expectation::Expectation>& expectations_;
  const Settings& settings_;
  const Matrix& matrix_;
  const toolchain::Toolchain::Listing& listing_;
  toolchain::Toolchain& toolchain_;
  Say say_;
  ReadyBinaries binaries_;
  std::map<std::string, Result<toolchain::Release>> releases_;
  std::map<std::pair<std::string, std::string>, Result<toolchain::Build>> builds_;  ///< by folder and release
};

}  // namespace schedlitmus::campaign
