"""How the shop looks: templates, styles, drawings and formatting. No models, no queries."""
