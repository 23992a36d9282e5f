#include <fmt/format.h>

#include <memory>
#include <string>

#include "cmd/command.h"
#include "cmd/console.h"
#include "cmd/plane_flags.h"
#include "cmd/process_limits.h"
#include "cmd/stop_signal.h"
#include "control/control_plane.h"

namespace gantry::cmd {

namespace {

int run_server(const PlaneFlags& flags) {
    const StopSignal stop;
    Console console;
    raise_file_limit();
    forbid_core_files();
    control::ControlPlaneOptions plane_options = flags.options();
    plane_options.auth = control::AuthMode::Verify;
    const auto plane = control::ControlPlane::start(std::move(plane_options));
    if (!plane) {
        console.warn("gantry server: " + plane.error().message);
        return 1;
    }
    // On a wildcard address the machine has a name that only its owner knows.
    const bool everywhere = flags.address == "0.0.0.0" || flags.address == "::";
    const std::string reached_at =
        everywhere ? (flags.tls ? "https://THIS-MACHINE:" : "http://THIS-MACHINE:") +
                         std::to_string((*plane)->port())
                   : (*plane)->endpoint();
    console.say(fmt::format(
        "Gantry's control plane is ready at {}. Signatures are verified; the access key is in "
        "{}/root.key (id:secret).\nAdd a machine:  gantry agent --endpoint {} --key-file KEYFILE{}",
        (*plane)->endpoint(),
        flags.data_dir,
        reached_at,
        flags.ca_file().empty() ? "" : " --ca-file CAFILE  (a copy of " + flags.ca_file() + ")"
    ));
    stop.wait();
    return 0;
}

}  // namespace

void add_server_command(Program& program) {
    auto flags = std::make_shared<PlaneFlags>();
    CLI::App* command = program.app.add_subcommand(
        "server", "The control plane alone; machines join it with `gantry agent`"
    );
    flags->add_to(*command);
    command->callback([&program, flags] { program.run = [flags] { return run_server(*flags); }; });
}

}  // namespace gantry::cmd
