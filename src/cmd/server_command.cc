#include <cstdio>
#include <memory>
#include <string>

#include "cmd/command.h"
#include "cmd/stop_signal.h"
#include "control/control_plane.h"

namespace gantry::cmd {

namespace {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 4566;
    std::string data_dir = "gantry-data";
};

int run_server(const ServerOptions& options) {
    const StopSignal stop;
    control::ControlPlaneOptions plane_options;
    plane_options.address = options.address;
    plane_options.port = options.port;
    plane_options.data_dir = options.data_dir;
    plane_options.auth = control::AuthMode::Verify;
    const auto plane = control::ControlPlane::start(std::move(plane_options));
    if (!plane) {
        std::fprintf(stderr, "gantry server: %s\n", plane.error().message.c_str());
        return 1;
    }
    std::printf(
        "Gantry's control plane is ready at %s. Signatures are verified; the access key is in "
        "%s/root.key (id:secret).\nAdd a machine:  gantry agent --endpoint %s --key-file KEYFILE\n",
        (*plane)->endpoint().c_str(),
        options.data_dir.c_str(),
        (*plane)->endpoint().c_str()
    );
    std::fflush(stdout);
    stop.wait();
    return 0;
}

}  // namespace

void add_server_command(Program& program) {
    auto options = std::make_shared<ServerOptions>();
    CLI::App* command = program.app.add_subcommand(
        "server", "The control plane alone; machines join it with `gantry agent`"
    );
    command->add_option("--port", options->port, "Port of the API")->capture_default_str();
    command->add_option("--address", options->address, "Address to listen on")
        ->capture_default_str();
    command->add_option("--data-dir", options->data_dir, "Where the state is kept")
        ->capture_default_str();
    command->callback([&program, options] {
        program.run = [options] { return run_server(*options); };
    });
}

}  // namespace gantry::cmd
