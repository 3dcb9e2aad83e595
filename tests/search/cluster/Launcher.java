import java.nio.file.Path;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One Elasticsearch node in this JVM: arguments are the guardian's process id, then name=value settings. */
public final class Launcher {
    public static void main(String[] arguments) throws Exception {
        Settings.Builder builder = Settings.builder();
        for (int i = 1; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            builder.put(pair[0], pair[1]);
        }
        Settings settings = builder.build();
        LogConfigurator.configureWithoutConfig(settings);
        Path home = Path.of(settings.get("path.home"));
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(home.resolve("modules")),
                PluginsLoader.loadPluginsBundles(home.resolve("plugins")),
                Map.of(),
                false);
        Node node = new Node(new Environment(settings, home.resolve("config")), plugins);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        // The node's own threads are daemons, so this wait is its life; it never outlives who began it.
        ProcessHandle.of(Long.parseLong(arguments[0])).ifPresent(guardian -> guardian.onExit().join());
        System.exit(0);
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception problem) {
            problem.printStackTrace();
        }
    }
}
