#include "store/impl.hpp"

namespace schedlitmus::store {

Store::Store(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

bool is_superseded(const Campaign& campaign, const Run& run) {
  if (run.cell < 0 || static_cast<std::size_t>(run.cell) >= campaign.cells.size()) return false;
  const auto& made_of = campaign.cells[static_cast<std::size_t>(run.cell)].made_of;
  return !made_of.empty() && !run.made_of.empty() && run.made_of != made_of;
}

}  // namespace schedlitmus::store
