#pragma once

namespace gantry::cmd {

/// Many connections need many descriptors; the soft limit is only a habit.
void raise_file_limit();

/// This process holds people's secrets and the keys to them: when it dies, nothing of its memory is
/// written down.
void forbid_core_files();

}  // namespace gantry::cmd
