# The commands of the project; each is one script in setup/. `make run ARGS="--help"` hands arguments on.
.PHONY: help run test gallery bench soak bundle installer clean

help:
	@echo "make run        set everything up and start the program (without a display: the tour, with pictures)"
	@echo "make test       set everything up and run every check"
	@echo "make gallery    raise every message by its real trigger and save a picture of each (ARGS=\"DIR\" for another folder)"
	@echo "make bench      measure the budgets"
	@echo "make soak       play a simulated year of 200 accounts (ARGS=\"--seed 1 --days 60\" for another one)"
	@echo "make bundle     build the frozen program in dist/"
	@echo "make installer  build the installer for this operating system in dist/"
	@echo "make clean      remove everything that these commands have made"

run:
	@bash setup/run.sh $(ARGS)

test:
	@bash setup/test.sh $(ARGS)

gallery:
	@bash setup/gallery.sh $(ARGS)

bench:
	@bash setup/bench.sh $(ARGS)

soak:
	@bash setup/soak.sh $(ARGS)

bundle:
	@bash setup/bundle.sh

installer: bundle
	@bash setup/installer.sh

clean:
	rm -rf .venv .venv-build build dist lmb_desktop.egg-info
