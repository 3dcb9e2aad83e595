"""Cards through Stripe: requests, answers and signatures; what becomes of an order stands above."""
